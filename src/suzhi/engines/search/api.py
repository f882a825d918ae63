"""Front door of search."""

from suzhi.engines.search.exporting import export
from suzhi.engines.search.finders import Finder, Found, Hit, all_finders, search
from suzhi.engines.search.grams import Grams, containing, grams_index, matching, query_grams, words
from suzhi.engines.search.listing import ListColumn, Listed, ListFilter, Listing, listed, narrowed
from suzhi.engines.search.pages.console.lists import Action, Bulk, list_page
from suzhi.engines.search.paging import CappedPaginator, count_words
