// Rules for the rendered pages. What is switched off has its reason beside it.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "doctype-style": ["error", { style: "lowercase" }],
    "no-inline-style": "error", // the content security policy would refuse it
    "no-trailing-whitespace": "off", // templates leave some; nobody sees it
    "long-title": "off", // a step's title is followed by its lesson's
    "require-sri": "off", // everything comes from this machine
    "no-implicit-button-type": "off", // every button here submits its form, which is the default
    "no-implicit-input-type": "off", // text is the default
    "aria-label-misuse": "off", // landmarks and figures are labelled, and axe agrees
    "valid-autocomplete": "off", // keeps Firefox from restoring an old hash into a hidden field
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit"] }],
    "wcag/h71": "off", // the fieldset of a question is labelled by its prompt, through aria-labelledby
  },
};
