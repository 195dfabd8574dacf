/* global document, location, window */

// Unfolds what a link within the page leads into, where the browser does not do so by itself.
{
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null) return;
    for (let each = target; each !== null; each = each.parentElement)
      if (each.localName === 'details') each.open = true;
    for (const each of target.querySelectorAll(':scope > details.fold')) each.open = true;
    target.scrollIntoView();
  };
  window.addEventListener('hashchange', unfold);
  unfold();
}
