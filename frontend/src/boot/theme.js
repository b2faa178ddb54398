// Runs before the first paint: the chosen theme and density stand on <html> from the start.
(function () {
  try {
    var theme = localStorage.getItem('kith.theme');
    var density = localStorage.getItem('kith.density');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    if (density) document.documentElement.dataset.density = density;
  } catch {
    // Storage may be barred by the browser; the system's theme is used then.
  }
})();
