"""What is on the shelves."""

SHELVES = {"beans": {"A-3": 12, "A-4": 0}, "papers": {"B-1": 40}}


def reserve(item: str, count: int) -> str:
    """Takes items off the fullest shelf."""
    shelves = SHELVES[item]
    shelf = max(shelves, key=lambda name: shelves[name])
    shelves[shelf] -= count
    return shelf
