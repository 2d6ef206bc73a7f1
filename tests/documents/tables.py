"""What openpyxl finds in a workbook, as JSON."""

import datetime
import json
import sys

import openpyxl


def value(cell):
    if isinstance(cell.value, (datetime.date, datetime.datetime)):
        return {"date": cell.value.strftime("%Y-%m-%d")}
    return cell.value


book = openpyxl.load_workbook(sys.argv[1])
sheets = {}
for sheet in book.worksheets:
    sheets[sheet.title] = {
        "rows": [[value(cell) for cell in row] for row in sheet.iter_rows()],
        "types": sorted({cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}),
        "links": sum(cell.hyperlink is not None for row in sheet.iter_rows() for cell in row),
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "colours": sum(len(rule.rules) for rule in sheet.conditional_formatting),
    }
properties = {"title": book.properties.title, "creator": book.properties.creator}
json.dump({"sheets": sheets, "properties": properties}, sys.stdout)
