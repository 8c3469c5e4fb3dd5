// Makes elements. Text is always set as text, so nothing from the API is ever read as HTML.

/** Returns an element with these attributes and children; a child that is a string becomes text. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for a shape of SVG. */
export function shape(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : String(value));
    }
  }
  made.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

/** Whether a key is meant for the page, and not for a form, a dialog or the browser. */
export function isForPage(key) {
  return !key.ctrlKey && !key.metaKey && !key.altKey && !key.target.closest?.('input, select, button, dialog') && !document.querySelector('dialog[open]');
}
