"""How the customer list is read: with each first page the number of all customers."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from PySide6.QtCore import QObject

from crmdesk.core.domain.customer import CustomerQuery, CustomerRow
from crmdesk.core.services import customers, listing
from crmdesk.ui.customers.columns import customer_columns
from crmdesk.ui.kit.list_source import FirstPage, QuerySource, Reading
from crmdesk.ui.kit.screen import Desk


@dataclass(frozen=True, slots=True)
class CustomersPage:
    """The first page of a query and the number of all customers."""

    ids: array[int]
    rows: list[CustomerRow | None]
    total: int
    everybody: int


class ListSource(QuerySource):
    """Holds the model of the customer list."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        self.everybody = 0

        def first_page(query: CustomerQuery) -> CustomersPage:
            workspace = desk.workspace
            page = listing.first_page(workspace, query)
            everybody = customers.count_all(workspace)
            return CustomersPage(page.ids, list(page.rows), page.total, everybody)

        reading = Reading(
            first_page,
            lambda query: listing.ids(desk.workspace, query),
            lambda ids: listing.rows(desk.workspace, ids),
        )
        columns = customer_columns(desk.workspace.clock.today)
        super().__init__(desk.tasks, reading, columns, desk.trouble, parent)

    def take(self, page: FirstPage) -> None:
        """Keep how many customers there are in all."""
        assert isinstance(page, CustomersPage)
        self.everybody = page.everybody
