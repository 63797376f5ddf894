"""No row of the tables may go: each names its tests, and every test has its row."""

from __future__ import annotations

import importlib
import pkgutil

import tests.corpus

ROWS = {
    # Traps other systems fell into
    "date order guessed from the first rows, or per file": (
        "dates.the_order_of_dates_is_decided_per_column_from_all_its_values",
        "dates.dates_with_two_readings_are_asked_about_and_both_are_shown",
    ),
    "a birthday one day early; 1970-01-01 refused": (
        "dates.a_date_is_a_date_wherever_the_shop_stands",
    ),
    "Excel serials shown as 33000; 1904 workbooks": (
        "dates.numbers_of_a_workbook_are_dates_in_a_column_of_dates",
        "dates.workbooks_with_the_calendar_of_1904_are_right",
    ),
    "birthday without a year becomes 1604/1900/1970/2000": (
        "dates.a_birthday_needs_no_year",
        "dates.contacts_of_phones_keep_birthdays_without_a_year",
    ),
    "blank birthday became the day of import": (
        "dates.a_blank_birthday_is_none_and_a_doubtful_one_is_told",
        "dates.one_birthday_of_many_is_told_as_the_day_the_list_was_made",
    ),
    "phone's leading zero lost; 1.38E+10; 13800138000.0": (
        "numbers.phones_keep_exactly_the_digits_of_their_cells",
    ),
    "15+ digit numbers already rounded by Excel": (
        "numbers.numbers_a_workbook_has_rounded_are_told_and_never_kept",
    ),
    "two phones in one cell, extensions": (
        "numbers.several_phones_in_a_cell_are_parted_and_extensions_kept",
    ),
    "GBK, GB18030, Big5, UTF-16, BOM, ; and tab separators": (
        "texts.encoding_and_separator_are_found_and_told",
        "texts.the_user_may_switch_the_encoding",
        "texts.bytes_that_fit_nothing_are_told_and_nothing_is_refused",
    ),
    "a grey no imported as true": (
        "texts.yes_and_no_are_understood_by_their_words",
        "texts.a_lunar_birthday_is_one_only_where_the_list_says_yes",
    ),
    "text measured in characters and cut in bytes": ("texts.no_text_is_cut",),
    "an empty cell takes the value of the row above": (
        "texts.an_empty_cell_stays_empty_below_a_full_one",
        "numbers.words_for_nothing_are_nothing_and_make_nobody_the_same",
        "numbers.an_own_export_keeps_words_that_elsewhere_mean_nothing",
    ),
    "header not in row 1; title rows; merged header; hidden rows and sheets; blank rows": (
        "layout.headers_are_found_below_titles_and_empty_rows",
        "layout.another_row_of_headers_can_be_chosen",
        "layout.headers_that_come_again_on_every_page_are_no_customers",
        "layout.merged_headers_in_two_rows_are_one_header",
        "layout.hidden_rows_and_sheets_are_told_and_the_user_chooses",
        "layout.blank_rows_with_a_colour_cost_nothing",
    ),
    "template forced on the user; columns by position": (
        "layout.columns_are_understood_by_their_values",
        "layout.columns_may_stand_in_any_order",
    ),
    "unknown grade rejected": ("layout.an_unknown_grade_is_made_or_mapped",),
    "skip existing created it three times": ("rules.customers_who_are_there_are_never_made_again",),
    "updates cannot be undone; undo dies with thousands of rows": (
        "rules.thousands_of_overwritten_values_come_back",
    ),
    "same file imported twice doubled everything": (
        "rules.a_file_brought_in_before_is_known_and_doubles_nobody",
    ),
    "600 of 800 arrived": (
        "rules.every_row_of_a_list_is_accounted_for",
        "rules.an_import_that_is_stopped_leaves_nothing",
    ),
    "own export cannot be imported again": (
        "rules.an_own_export_comes_in_again_as_the_same_records",
    ),
    "export formulas": (
        "biting.no_cell_of_an_export_is_a_formula",
        "biting.the_marks_of_an_export_are_taken_off_again",
    ),
    # Names
    "names of any kind": ("names.every_name_is_a_name",),
    "surnames with two readings": ("names.names_are_found_by_either_reading",),
    # Safety: import
    "a child process with limits of time and memory": (
        "hostile.billions_of_rows_are_refused_in_two_seconds",
        "hostile.a_broken_file_says_so_and_ends_nothing",
    ),
    "decided by content, not by name": (
        "containers.a_list_is_known_by_its_content_and_never_by_its_name",
        "containers.pasted_rows_are_a_list_like_any_other",
        "containers.what_is_no_list_is_refused_in_a_sentence_with_advice",
    ),
    "passwords": (
        "containers.the_password_excel_tries_by_itself_is_tried_and_another_one_asked_for",
    ),
    "claims, sizes, words of their own, nothing on the disk": (
        "hostile.a_workbook_that_only_claims_to_be_large_is_read",
        "hostile.a_file_that_swells_is_refused",
        "hostile.words_a_file_defines_for_itself_are_never_followed",
        "hostile.nothing_is_ever_taken_out_of_a_file_onto_the_disk",
    ),
    "short lists in GBK and Big5": ("texts.short_lists_are_read_as_they_were_written",),
    "contacts that other readers fail at": ("cards.contacts_of_phones_come_in_whole",),
    # Safety: text that bites
    "mark-up and formulas": ("biting.mark_up_and_formulas_come_in_as_the_letters_they_are",),
    "control signs and cells over 32,767 characters": (
        "biting.control_signs_go_and_every_letter_stays",
        "biting.what_a_workbook_cannot_hold_is_told_and_kept_in_the_shop",
    ),
    "no names, phones or notes in logs and temporary files": (
        "hostile.neither_log_nor_temporary_file_holds_a_name_or_a_number",
    ),
}


def test_that_every_row_of_the_tables_has_its_tests_and_every_test_its_row() -> None:
    found = set()
    for module in pkgutil.iter_modules(tests.corpus.__path__):
        if module.name.startswith("test_") and module.name != "test_every_row":
            held = importlib.import_module(f"tests.corpus.{module.name}")
            names = (name for name in vars(held) if name.startswith("test_that_"))
            place = module.name.removeprefix("test_")
            found |= {f"{place}.{name.removeprefix('test_that_')}" for name in names}
    named = [name for names in ROWS.values() for name in names]
    assert len(named) == len(set(named))
    assert found == set(named)
    assert len(ROWS) == 32
