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

/**
 * Makes the children of an element equal to these, and keeps the elements that it has, so that focus,
 * pointer and screen reader stay where they are.
 */
export function become(parent, ...children) {
  const present = [...parent.childNodes];
  children.forEach((next, i) => {
    const old = present[i];
    if (!old) {
      parent.append(next);
    } else if (old.nodeName !== next.nodeName) {
      old.replaceWith(next);
    } else if (next.nodeType === Node.TEXT_NODE) {
      if (old.data !== next.data) {
        old.data = next.data;
      }
    } else {
      for (const { name, value } of next.attributes) {
        if (old.getAttribute(name) !== value) {
          old.setAttribute(name, value);
        }
      }
      for (const name of old.getAttributeNames()) {
        if (!next.hasAttribute(name)) {
          old.removeAttribute(name);
        }
      }
      become(old, ...next.childNodes);
    }
  });
  present.slice(children.length).forEach((old) => old.remove());
}

/** Whether a key is meant for the page, and not for a form, a dialog or the browser. */
export function isForPage(key) {
  return !key.ctrlKey && !key.metaKey && !key.altKey && !key.target.closest?.('input, select, button, dialog') && !document.querySelector('dialog[open]');
}
