"""From targets to what they ask: chances, stretch, pace, levers, agreed actions, SMART."""
