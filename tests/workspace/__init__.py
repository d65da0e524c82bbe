"""Tests of the disk layer, on real files."""
