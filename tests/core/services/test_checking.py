"""A check finds what is wrong, and building anew mends it."""

from __future__ import annotations

from crmdesk.core.services import checking, finding
from crmdesk.core.services.workspace import Workspace
from tests import factories


def test_that_a_sound_database_is_told_so(shop: Workspace) -> None:
    factories.add(shop)
    report = checking.check(shop)
    assert report.ok and report.problems == []
    assert report.lines[1] == "All 1 customers can be found."
    assert len(report.lines) == 3


def test_that_a_missing_index_entry_is_found_and_mended(shop: Workspace) -> None:
    for name in ("张伟", "李娜"):
        factories.add(shop, name, "13800138000")
    before = factories.index_words(shop)
    with shop.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM customer_text WHERE rowid=1")
        connection.exec_driver_sql("INSERT INTO customer_text (rowid, name) VALUES (99, 'x')")
        connection.exec_driver_sql("UPDATE customer SET mobile='wrong', name_key=''")
    report = checking.check(shop)
    assert not report.ok
    assert report.problems[0].message == "The search index is incomplete: 2 entries differ."
    assert checking.rebuild(shop) == 2
    assert checking.check(shop).ok
    assert factories.index_words(shop) == before
    assert [hit.mobile for hit in finding.find(shop, "张伟")] == ["13800138000"]


def test_that_wrong_words_in_the_index_are_found_and_mended(shop: Workspace) -> None:
    for number in range(300):
        factories.add(shop, f"张{chr(0x4E00 + number)}", f"1380013{number:04}")
    with shop.database.write() as connection:
        for customer_id in (1, 300):
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO customer_text (rowid, name, phone, more)"
                " VALUES (?, '张 错', '999', '')",
                (customer_id,),
            )
    report = checking.check(shop)
    assert not report.ok
    assert [problem.message for problem in report.problems] == [
        "The search index is wrong for 2 of 201 customers looked at."
    ]
    assert "--rebuild" in report.problems[0].advice
    checking.rebuild(shop)
    assert checking.check(shop).ok


def test_that_names_of_any_signs_pass_the_check(shop: Workspace) -> None:
    names = ("<b>O'Brien</b> & {{x}}", "Ünal Şahin", "Ли Ён", "😀", "𠮷野家", "长" * 100, "AND OR")
    for name in names:
        factories.add(shop, name, "+44 20 7946 0958")
    assert checking.check(shop).ok


def test_that_a_broken_link_is_found(shop: Workspace) -> None:
    from sqlcipher3 import dbapi2 as driver

    factories.add(shop, "张伟", "13800138000")
    connection = driver.connect(str(shop.path))
    connection.execute("UPDATE contact_method SET customer_id=77")
    connection.commit()
    connection.close()
    report = checking.check(shop)
    assert not report.ok
    assert "damaged" in report.problems[0].message and report.problems[0].advice
