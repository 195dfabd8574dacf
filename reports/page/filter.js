/* global document, location, setTimeout, window */

// Shows the requirements whose verdict and level are both ticked. Without this script the form stays hidden.
if (document.getElementById('filter')) {
  const form = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const requirements = [...document.querySelectorAll('.row')];

  const ticked = (name) =>
    new Set([...form.querySelectorAll(`[name="${name}"]:checked`)].map(({ value }) => value));

  const apply = (unfolds) => {
    const statuses = ticked('status');
    const levels = ticked('level');
    for (const each of requirements) {
      const { status, level } = each.dataset;
      each.hidden = !statuses.has(status) || !levels.has(level);
    }
    for (const group of document.querySelectorAll('.group')) {
      group.hidden = group.querySelector('.row:not([hidden])') === null;
      if (unfolds) group.open = true;
    }
    const visible = requirements.filter(({ hidden }) => !hidden).length;
    shown.value =
      visible === requirements.length
        ? `All ${visible} requirements shown`
        : `${visible} of ${requirements.length} requirements shown`;
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null || target.closest('[hidden]') === null) return;
    form.reset();
    apply(true);
    target.scrollIntoView();
  };

  form.addEventListener('change', () => apply(true));
  form.addEventListener('reset', () => setTimeout(() => apply(true)));
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', reveal);
  form.hidden = false;
  apply(false);
}
