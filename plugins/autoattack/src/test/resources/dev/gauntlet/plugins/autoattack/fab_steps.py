"""The images that FabTTest expects: FAB towards one class (Croce and Hein 2020, Algorithm 1), on the
network and the images of FourClasses, in float64 with numpy alone.

    python3 fab_steps.py

The projection onto a hyperplane within the box is found by halving the interval of its multiplier,
not as the plugin finds it.
"""

import numpy as np

ALPHA_MAX, ETA, BETA, LEAD, CLEAR = 0.1, 1.05, 0.9, 2e-3, 1e-3
HIDDEN, CLASSES, PIXELS = 5, 4, 4

n = np.arange(HIDDEN * 4)
W = np.float32(2 * np.sin(0.7 * (1 + n) * (1 + n))).astype(float).reshape(HIDDEN, PIXELS)
V = np.float32(2 * np.cos(0.9 * (2 + n) * (2 + n))).astype(float)[: CLASSES * HIDDEN].reshape(CLASSES, HIDDEN)
IMAGES = np.float32([[0.2, 0.5, 0.7, 0.9], [0.6, 0.1, 0.35, 0.5]]).astype(float)


def logits(x):
    return V @ np.tanh(W @ x)


def slope(x, k):
    """The gradient of z_k - z_0."""
    return ((V[k] - V[0]) * (1 - np.tanh(W @ x) ** 2)) @ W


def length(d, norm):
    return np.abs(d).max() if norm == "linf" else np.sqrt((d * d).sum())


def projection(t, w, v, norm):
    """The shortest d with v + w.d = 0 and 0 <= t + d <= 1."""

    def at(scale):
        step = -np.sign(v) * (np.sign(w) if norm == "linf" else w)
        return np.clip(t + scale * step, 0, 1) - t

    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        if np.sign(v) * (v + w @ at(middle)) > 0:
            low = middle
        else:
            high = middle
    return at(high)


def fab(clean, k, norm, steps):
    x, best, distance = clean, clean, np.inf
    for _ in range(steps):
        z, w = logits(x), slope(x, k)
        v = z[k] - z[0] - LEAD
        here = projection(x, w, v, norm)
        there = projection(clean, w, v + w @ (clean - x), norm)
        a, b = length(here, norm), length(there, norm)
        alpha = min(a / (a + b), ALPHA_MAX) if a + b > 0 else 0
        x = np.clip((1 - alpha) * (x + ETA * here) + alpha * (clean + ETA * there), 0, 1)
        z = logits(x)
        if np.delete(z, 0).max() - z[0] > CLEAR:
            if length(x - clean, norm) < distance:
                best, distance = x, length(x - clean, norm)
            x = clean + BETA * (x - clean)
    return best


for norm in ("linf", "l2"):
    for clean in IMAGES:
        z = logits(clean)
        k = 1 + np.argmax(z[1:])
        assert z[0] > z[k], z
        for steps in (1, 3, 6):
            print(norm, "towards", k, "steps", steps, np.round(fab(clean, k, norm, steps), 6))
