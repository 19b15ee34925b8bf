"use strict";
// Search and sort for each table of sentences. The page is complete without this script.
for (const part of document.querySelectorAll(".sentences")) {
  const body = part.querySelector("tbody");
  const rows = [...body.rows];
  const search = part.querySelector(".search");
  const input = search.querySelector("input");
  const status = search.querySelector("output");
  const texts = rows.map((row) => row.textContent.toLowerCase());
  search.hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase();
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !texts[i].includes(wanted);
      shown += row.hidden ? 0 : 1;
    });
    status.textContent = wanted ? `${shown} of ${rows.length}` : "";
  });

  const heads = [...part.querySelectorAll("th[data-sort]")];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    const value = (row) => Number(row.cells[column].dataset.value ?? row.cells[column].textContent);
    button.addEventListener("click", () => {
      const rising = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      rows
        .slice()
        .sort((a, b) => (rising ? value(a) - value(b) : value(b) - value(a)))
        .forEach((row) => body.append(row));
    });
  });
}
