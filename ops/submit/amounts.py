"""Money and time as the plan shows them: three digits say enough of an estimate."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def dollars(usd: float) -> str:
    return f"{usd:.2f} USD" if usd >= 1 else f"{usd:.4f} USD"


def duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f}s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.1f} min"
    return f"{seconds / _HOUR:.1f} h" if seconds < _DAY else f"{seconds / _DAY:.1f} days"
