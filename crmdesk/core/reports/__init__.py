"""From rows to documents, HTML and workbooks; knows neither database nor Qt."""
