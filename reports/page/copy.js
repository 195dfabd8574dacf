/* global document, getSelection, navigator, setTimeout */

// Copies a command. Where the clipboard is closed to pages, the command is selected for the reader to copy.
{
  const announcement = document.getElementById('announcement');

  const select = (element) => {
    const selection = getSelection();
    selection.removeAllRanges();
    const range = document.createRange();
    range.selectNodeContents(element);
    selection.addRange(range);
  };

  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(element.textContent);
      return true;
    } catch {
      select(element);
      return document.execCommand('copy');
    }
  };

  for (const button of document.querySelectorAll('button.copy')) {
    const label = button.textContent;
    const tell = (message) => {
      announcement.textContent = message;
      button.textContent = message;
      setTimeout(() => (button.textContent = label), 1500);
    };
    button.hidden = false;
    button.addEventListener('click', async () => {
      const copied = await copy(document.getElementById(button.dataset.copies));
      tell(copied ? 'Copied' : 'Selected: copy it with the keyboard');
    });
  }
}
