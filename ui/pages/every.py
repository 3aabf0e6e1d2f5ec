"""Every page there may be: who may open it, and where in the navigation it stands."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.page import Page
from ui.pages.answers import AnswersPage
from ui.pages.calendar import CalendarPage
from ui.pages.calendar_forms import CalendarDaysPage, CalendarNoticePage
from ui.pages.case import CasePage
from ui.pages.case_list import CaseListPage, SearchPage
from ui.pages.catalogue import CataloguePage
from ui.pages.day_close import DayClosePage
from ui.pages.demand import DemandPage
from ui.pages.directory import DirectoryPage
from ui.pages.directory_forms import ColleaguePage, DepartmentPage, DirectoryPastePage
from ui.pages.elsewhere import ElsewherePage
from ui.pages.enquiry import EnquiryPage
from ui.pages.forwarding import ForwardingPage
from ui.pages.leads import LeadsPage
from ui.pages.make_good import MakeGoodPage
from ui.pages.matter import MatterPage
from ui.pages.matter_edit import MatterEditPage
from ui.pages.papers import PapersPage
from ui.pages.papers_list import PapersListPage
from ui.pages.settings import SettingsPage
from ui.pages.staff import StaffPage
from ui.pages.telling import TellingPage
from ui.pages.today import TodayPage
from ui.pages.transfers import TransfersPage
from ui.pages.urgent import UrgentPage
from ui.pages.visit import VisitPage
from ui.shell import Shell


@dataclass(frozen=True)
class PageSpec:
    """A page by its key: the action whose right it needs and what makes it. With a `title` and
    an `icon` it stands in the navigation; else it belongs to the entry `of`. A `step` leads to
    something done: once that is done, no way leads back to it."""

    key: str
    right: str
    make: Callable[[Shell], Page]
    icon: str = ""
    title: str = ""
    of: str = ""
    step: bool = False


# fmt: off
PAGES: dict[str, PageSpec] = {page.key: page for page in (
    PageSpec("today", "查看办件", TodayPage, "sun", "今日"),
    PageSpec("cases", "查看办件", CaseListPage, "folder-open", "办件"),
    PageSpec("forwarding", "上报", ForwardingPage, "send", "上报批回"),
    PageSpec("transfers", "查看办件", TransfersPage, "forward", "转交"),
    PageSpec("papers_list", "查看文书", PapersListPage, "printer", "文书"),
    PageSpec("day_close", "查看台账", DayClosePage, "calendar-check", "日结台账"),
    PageSpec("leads", "查看线索", LeadsPage, "search-check", "线索"),
    PageSpec("catalogue", "查看事项", CataloguePage, "book-open-check", "事项目录"),
    PageSpec("directory", "查看通讯录", DirectoryPage, "book-user", "通讯录"),
    PageSpec("calendar", "查看日历", CalendarPage, "calendar-days", "日历"),
    PageSpec("staff", "查看人员", StaffPage, "users", "人员"),
    PageSpec("settings", "查看设置", SettingsPage, "settings", "设置"),
    PageSpec("colleague", "维护通讯录", ColleaguePage, of="directory", step=True),
    PageSpec("department", "维护通讯录", DepartmentPage, of="directory", step=True),
    PageSpec("directory_paste", "维护通讯录", DirectoryPastePage, of="directory", step=True),
    PageSpec("calendar_notice", "更改日历", CalendarNoticePage, of="calendar", step=True),
    PageSpec("calendar_days", "更改日历", CalendarDaysPage, of="calendar", step=True),
    PageSpec("visit", "来访来电登记", VisitPage, of="today", step=True),
    PageSpec("telling", "一次性告知", TellingPage, of="today", step=True),
    PageSpec("papers", "收件", PapersPage, of="cases", step=True),
    PageSpec("urgent", "急难收件", UrgentPage, of="today", step=True),
    PageSpec("make_good", "急难补办", MakeGoodPage, of="cases", step=True),
    PageSpec("case", "查看办件", CasePage, of="cases"),
    PageSpec("answers", "准予", AnswersPage, of="forwarding", step=True),
    PageSpec("demand", "上级要求补正", DemandPage, of="cases", step=True),
    PageSpec("enquiry", "答复咨询", EnquiryPage, of="today", step=True),
    PageSpec("elsewhere", "引导", ElsewherePage, of="today", step=True),
    PageSpec("search", "查看办件", SearchPage, of="cases"),
    PageSpec("matter", "查看事项", MatterPage, of="catalogue"),
    PageSpec("matter_edit", "修改事项", MatterEditPage, of="catalogue", step=True),
)}
# fmt: on
OTHER_NAMES = {"call": "enquiry"}  # what is asked for under another name
