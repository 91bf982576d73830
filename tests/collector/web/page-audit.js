/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return --
   it looks at any element of a document, and the tests have no types of the browser */
// Runs inside the page. Gives one sentence for each thing a person with a disability would stumble on; none means none found.
(() => {
  const problems = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const say = (element, problem) =>
    problems.push(`${element.localName}#${element.id || "?"} ${problem}: ${(element.textContent ?? "").trim().slice(0, 60)}`);

  function auditFrame() {
    if (document.documentElement.lang !== "fr") problems.push("the language of the page is not said");
    if (document.title.trim() === "") problems.push("the page has no title");
    for (const landmark of ["main", "body > header", "body > footer"]) {
      if (all(landmark).length !== 1) problems.push(`there are ${all(landmark).length} ${landmark}`);
    }
    if (all("h1").length !== 1) problems.push(`there are ${all("h1").length} h1`);
    if (document.querySelector("a") !== document.querySelector("a.skip")) problems.push("the first link does not skip to the content");
    for (const element of all("[style]")) say(element, "is styled in place");
  }

  function auditTitles() {
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6")) {
      const own = Number(heading.localName[1]);
      if (own > level + 1) say(heading, `comes after a title of level ${level}`);
      level = own;
    }
  }

  function auditNames() {
    const seen = new Set();
    for (const element of all("[id]")) {
      if (seen.has(element.id)) say(element, "has the id of another element");
      seen.add(element.id);
    }
    for (const reference of ["aria-labelledby", "aria-describedby"]) {
      for (const element of all(`[${reference}]`)) {
        for (const id of element.getAttribute(reference).split(" "))
          if (!seen.has(id)) say(element, `is named by ${id}, which is not there`);
      }
    }
    for (const field of all("input:not([type=hidden]), select, textarea")) if (field.labels.length === 0) say(field, "has no label");
    for (const control of all("a, button, summary")) if (control.textContent.trim() === "") say(control, "has no words");
  }

  function auditPictures() {
    for (const picture of all("img:not([alt])")) say(picture, "has no alternative");
    for (const picture of all("svg")) {
      const isNamed = picture.getAttribute("role") === "img" && picture.hasAttribute("aria-labelledby");
      if (picture.getAttribute("aria-hidden") !== "true" && !isNamed) say(picture, "has neither an alternative nor aria-hidden");
    }
  }

  function auditTables() {
    for (const table of all("table")) {
      if (table.caption === null || table.caption.textContent.trim() === "") say(table, "has no caption");
      for (const header of table.querySelectorAll("th:not([scope])")) say(header, "is a header without scope");
      if (table.querySelector("thead th[scope=col]") === null) say(table, "has no column headers");
    }
  }

  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => (value <= 10.3148 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element) => {
    for (let current = element; current !== null; current = current.parentElement) {
      const [red, green, blue, alpha = 1] = channels(getComputedStyle(current).backgroundColor);
      if (alpha === 1) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const isRead = (element) => element.checkVisibility({ visibilityProperty: true }) && element.closest(".visually-hidden, svg") === null;

  function auditContrasts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (node.data.trim() === "" || !isRead(element)) continue;
      const [light, dark] = [luminance(channels(getComputedStyle(element).color)), luminance(backgroundOf(element))].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      if (ratio < 4.5) say(element, `has a contrast of ${ratio.toFixed(2)}`);
    }
  }

  for (const audit of [auditFrame, auditTitles, auditNames, auditPictures, auditTables, auditContrasts]) audit();
  return problems;
})();
