// A whole date pasted into one of the three fields goes to all three, when there is only one way to read it.
export function dates(root) {
  root.querySelectorAll('[data-date]').forEach(box => box.addEventListener('paste', event => {
    const text = event.clipboardData.getData('text').trim();
    const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(T.*)?$/.exec(text);
    const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text);
    const parts = iso ? [iso[3], iso[2], iso[1]]
      : dayFirst && (dayFirst[1] > 12 || dayFirst[1] === dayFirst[2]) ? dayFirst.slice(1) : null;
    if (!parts) return;
    event.preventDefault();
    box.querySelectorAll('input').forEach((input, place) => { input.value = +parts[place]; });
  }));
}
