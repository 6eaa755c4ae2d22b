"""After a deployment: does everything the templates name exist, by the services' own account?"""

from local.verify.verification import Missing, Verification, verify

__all__ = ["Missing", "Verification", "verify"]
