"""The static proof of a plan: made by other means than the plan itself, before anything is written."""

from .proof import Check, demand, prove, stable

__all__ = ["Check", "demand", "prove", "stable"]
