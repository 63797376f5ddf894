from tests.ui.desks import desk
from tests.ui.desktop.shops import shop

__all__ = ["desk", "shop"]
