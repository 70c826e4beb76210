"""Noise or change: what chance and the usual course of months make of a difference."""
