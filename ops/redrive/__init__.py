"""What nobody could settle: looked at, sent again, or put away with a reason; and whole replays."""
