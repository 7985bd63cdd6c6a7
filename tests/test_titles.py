"""The body that a title names: one title a row, above a page that says nothing else of it."""

from __future__ import annotations

import time

import pytest

from pipeline import extract

PAGE = """{title}

Office
Administrative level: Director level
Internal organizations: 2 sections: Mail Section and Seal Section.
Main responsibilities:
1. Draft documents;
2. Keep books.

Finance Division
Administrative level: Director level
Internal organizations: none
Main responsibilities:
1. Pay bills;
2. Keep accounts.
"""

TITLES = [
    ("Functions of Lake Customs departments", "Lake Customs"),
    ("Responsibilities of various departments of Lake Customs", "Lake Customs"),
    ("Internal organizations of the departments directly under Lake Customs (I)", "Lake Customs"),
    ("Organization of Lake Customs and Main Duties of Each Department", "Lake Customs"),
    ("Internal organizations of Lake Customs and their main responsibilities", "Lake Customs"),
    ("Introduction to Lake Customs internal organizations", "Lake Customs"),
    ("Internal organizations of Lake Customs - Lake Customs Portal", "Lake Customs"),
    ("Internal organizations of our bureau", None),
    ("Internal organizations of this Customs", None),
    ("Lake Customs\nMain responsibilities and internal organizations", "Lake Customs"),
    ("Lake Customs Overview\n\nI. Specifications\n\nII. Internal institutions", "Lake Customs"),
    ("Embassy of Lorania in Westland\nStructure of the Embassy", "Embassy of Lorania in Westland"),
    ("Structure of the Embassy", None),
    ("Lake Customs Internal Organization Settings", "Lake Customs"),
    ("Lake Customs internal organization settings and functions", "Lake Customs"),
    ("Lake Public Security Bureau Institutional Settings", "Lake Public Security Bureau"),
    ("Lake Public Security Bureau Institutional Functions", "Lake Public Security Bureau"),
    ("Main Duties by Department - Lake Customs", "Lake Customs"),
    ("Department duties — Lake Water Bureau", "Lake Water Bureau"),
    ("Lake Customs\nInternal organizations", "Lake Customs"),
    ("Internal organizations of Harbor Office", "Harbor Office"),
    ("Organizational structure of the Ministry of Ports", "Ministry of Ports"),
    ("Departments of the City Library", "City Library"),
    ("Functions and duties of the Port Office", "Port Office"),
    ("Functions of the departments of the Port Office", "Port Office"),
    ("Responsibilities of each department of Port Office", "Port Office"),
    ("Regulations on the Main Responsibilities, Internal Organizations and Staffing of the Port Office", "Port Office"),
    (
        "Notice on Printing and Distributing the Regulations on the Main Responsibilities of the Port Office",
        "Port Office",
    ),
    ("Introduction to the internal organizations of Port Office", "Port Office"),
    ("Main responsibilities, internal organization and staffing of the Port Office", "Port Office"),
    ("Main functions of Internal Institutions of Port Office", "Port Office"),
    ("Organization Structure - Harbor Office", "Harbor Office"),
    ("Departments | City Library", "City Library"),
    ("Harbor Office Internal Organizations", "Harbor Office"),
    ("City Library - organisational structure", "City Library"),
    ("Ministry of Ports: Main functions", "Ministry of Ports"),
    ("Harbor Office internal organizations (2018 edition)", "Harbor Office"),
    ("Harbor Office, Government of the Lake - Organisation and Functions", "Harbor Office, Government of the Lake"),
    ("Harbor Office Functional Configuration, Internal Organizations and Staffing Regulations", "Harbor Office"),
    ("Responsibilities of each department and office of Port Office", "Port Office"),
    ("Functions of the Pay Office: see below", None),
    ("Internal organizations of Lake Customs (Trial)", "Lake Customs"),
    ("Internal organizations of Lake Customs (LC)", "Lake Customs (LC)"),
    ("Institutional functions - Lake Municipal Government Portal", None),
    ("Lake Bureau of Commerce - Institutional functions - Home", "Lake Bureau of Commerce"),
    ("Internal organizations of Lake Customs and subordinate units", "Lake Customs"),
    ("Rules of Procedure of the Council of Lake", "Council of Lake"),
    ("Regional Economic Structure", None),
    ("Regulations for Departmental Affairs of the Coast Office", "Coast Office"),
    ("Fisheries Agency Organization Rules", "Fisheries Agency"),
    ("Slopeland Conservation Bureau Operating Rules", "Slopeland Conservation Bureau"),
    ("Organization Act of the Fisheries Agency", "Fisheries Agency"),
    ("Functions of the Department of Finance", "Department of Finance"),
    ("Internal institutions of People's Procuratorate of Lake", "People's Procuratorate of Lake"),
    ("Structure of the Ministry of Ports and Harbors", "Ministry of Ports and Harbors"),
    ("Structure of the World Health Organization", "World Health Organization"),
    ("Lake Statistics Bureau internal organizations", "Lake Statistics Bureau"),
    ("Structure of the Customs Service of the Republic", "Customs Service of the Republic"),
    ("Main duties of Lake Customs District", "Lake Customs District"),
    ("Departments of the Government of the Lake", "Government of the Lake"),
    (
        "Chief Minister's Secretariat, Government of Malwar - Organisation and Functions",
        "Chief Minister's Secretariat, Government of Malwar",
    ),
    (
        "Institutional setup of Beishan Economic Development Zone Management Committee",
        "Beishan Economic Development Zone Management Committee",
    ),
    ("Internal organizations of Lake Customs source: Lake Net", "Lake Customs"),
    ("Linhe Municipal Public Security Bureau of internal organizations", "Linhe Municipal Public Security Bureau"),
    ("Functions of the Organization Department of Lake County", "Organization Department of Lake County"),
    ("Internal organizations of the Bureau of International Organizations", "Bureau of International Organizations"),
    ("Functions of the Department of Laws and Regulations", "Department of Laws and Regulations"),
    ("Functions of the 12 departments of Lake Customs", None),
    ("Internal organizations of Lake Customs | Lake Municipal Government", "Lake Customs"),
    ("Structure and Powers of the Department of Fisheries of Suwan", "Department of Fisheries of Suwan"),
    (
        "DECISION on the organizational structure of the Department of Health of Tan Binh Province",
        "Department of Health of Tan Binh Province",
    ),
    (
        "Departments and units under Donggang Port and Shipping Administration",
        "Donggang Port and Shipping Administration",
    ),
    ("Ministry of Agriculture of Santa Clara. Organic structure", "Ministry of Agriculture of Santa Clara"),
    ("Regulations on the structural divisions of the Akimat of Zhasyl District", "Akimat of Zhasyl District"),
    ("General Authority for Statistics - Departments", "General Authority for Statistics"),
    ("Lake Customs' internal organizations", "Lake Customs"),
    ("The bureau has the following internal organizations", None),
    ("Internal organizations", None),
    ("Internal organizations of", None),
    ("Functions of the departments", None),
    ("Personnel Department Responsibilities", None),
    ("Lake Water Conservancy Development Plan", None),
    ("Road Traffic Act", None),
    ("Government Affairs\nInternal organizations", None),
    ("Contact Us\nInternal organizations", None),
    ("Home > About Us > Lake Organizations", None),
    ("Lake Forestry Department agencies", "Lake Forestry Department"),
    ("Internal organizations of Qingdao customs", "Qingdao customs"),
    ("internal organizations of qingdao customs", "qingdao customs"),
    ("INTERNAL ORGANIZATIONS OF QINGDAO CUSTOMS", "QINGDAO CUSTOMS"),
    ("Business introduction of Qiaotou Land Office", "Qiaotou Land Office"),
    ("Department setup and functions of Songjiang Provincial Archives Bureau", "Songjiang Provincial Archives Bureau"),
    ("Functions and structure of the Ministry of Roads of Saro", "Ministry of Roads of Saro"),
    ("Yongjiang Maritime Safety Administration Institution Overview", "Yongjiang Maritime Safety Administration"),
    ("Functions of Lake Customs Institutions", "Lake Customs"),
    ("Lake Customs Organization Structure", "Lake Customs"),
    ("World Health Organization Structure", None),
    ("Overview of Lake Customs", "Lake Customs"),
    ("Internal Institutions of the Ministry of Internal Affairs", "Ministry of Internal Affairs"),
    ("Main functions of the Office of the Mayor", "Office of the Mayor"),
    (
        "Internal organizations of the Administration for Industry and Commerce",
        "Administration for Industry and Commerce",
    ),
    ("Internal organizations of the bureau", None),
    ("Internal organizations of the Bureau", None),
]


@pytest.mark.parametrize(("title", "organization"), TITLES)
def test_the_body_in_a_title(title: str, organization: str | None) -> None:
    assert extract(PAGE.format(title=title), id="page").organization == organization


@pytest.mark.parametrize(
    "words", ["Functions of ", "Notice on the ", "main ", "the each ", "and of ", "Regulations for "]
)
def test_titles_of_topic_words_alone_take_no_time(words: str) -> None:
    """The grammar has no two ways to read the same words: they take no longer than those of a name, or not much."""

    def seconds(words: str) -> float:
        pages = [PAGE.format(title=(words * 40)[: 158 - at].strip() + "x") for at in range(4)]
        start = time.process_time()  # what other programs do meanwhile does not count
        for page in pages:
            extract(page, id="page")
        return time.process_time() - start

    assert min(seconds(words) for _ in range(4)) < 50 * max(min(seconds("Lake Customs ") for _ in range(4)), 0.002)
