"""The product's verbs, and the ports through which they reach the world."""
