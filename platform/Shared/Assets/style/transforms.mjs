// Three steps over the compiled style. They know nothing of single components, except where it says so.

// GOV.UK's names become ours: the identity of a State's own site must not appear on somebody else's.
export const ownNames = () => ({
  postcssPlugin: 'own-names',
  Once(root) {
    root.walkRules(rule => { rule.selector = rule.selector.replaceAll('.govuk-', '.e-'); });
    root.walkDecls(declaration => {
      declaration.prop = declaration.prop.replace(/^--govuk-(.+?)(-colour)?$/, '--$1');
      declaration.value = declaration.value.replace(/var\(--govuk-([\w-]+?)(?:-colour)?(?:,[^()]*(?:\([^()]*\))?)?\)/g, 'var(--$1)');
    });
  },
});

// Left and right become start and end, so that Arabic mirrors by itself.
export const logical = () => ({
  postcssPlugin: 'logical',
  Once(root) {
    root.walkDecls(mirror);
    root.walkDecls(declaration => {
      if (/\b(left|right)\b/.test(declaration.prop + declaration.value) && !physical.test(declaration.parent.selector ?? ''))
        throw declaration.error('Say start and end, so that the page mirrors for Arabic.');
    });
  },
});

const sides = { left: 'inline-start', right: 'inline-end' };
const corners = { 'top-left': 'start-start', 'top-right': 'start-end', 'bottom-left': 'end-start', 'bottom-right': 'end-end' };
// A tick is the same in every direction of writing: drawn with two borders and turned, it must stay physical.
const physical = /(checkboxes__label::after)/;

function mirror(declaration) {
  const { prop, value } = declaration;
  // A notch may be on either side; the device's own names for its edges have no logical form.
  if (value.includes('safe-area-inset')) return declaration.remove();
  if (prop.startsWith('border') && physical.test(declaration.parent.selector ?? '')) return;
  if (prop in sides) declaration.prop = `inset-${sides[prop]}`;
  else if (/^(margin|padding|border)-(left|right)(-\w+)?$/.test(prop))
    declaration.prop = prop.replace(/-(left|right)/, (_, side) => `-${sides[side]}`);
  else if (/^border-(top|bottom)-(left|right)-radius$/.test(prop))
    declaration.prop = prop.replace(/(top|bottom)-(left|right)/, corner => corners[corner]);
  else if (/^(text-align|float|clear)$/.test(prop) && value in sides)
    declaration.value = prop === 'text-align' ? sides[value].slice(7) : sides[value];
  else if (/^(margin|padding|inset|border-(width|style|color))$/.test(prop)) split(declaration);
}

// "margin: 1px 2px 3px 4px" names its sides by their order, which has no logical form but one line per axis.
function split(declaration) {
  const values = declaration.value.match(/(?:[^\s(]+\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()]+)/g) ?? [];
  if (values.length !== 4 || values[1] === values[3]) return;
  const [top, right, bottom, left] = values;
  const name = axis => declaration.prop.startsWith('border')
    ? declaration.prop.replace('border', `border-${axis}`) : `${declaration.prop}-${axis}`;
  declaration.cloneBefore({ prop: name('block'), value: `${top} ${bottom}` });
  declaration.cloneBefore({ prop: name('inline'), value: `${left} ${right}` });
  declaration.remove();
}

// What none of our components uses, and what was written for browsers that no longer exist.
const unused = [
  /-ms-|::-moz-focus|x:-moz|screen\\0/, /--(inverse|start|xl)\b/, /__divider/, /summary-card/, /--no-border/, /__heading/,
  /input--width-(30|3)\b/, /label-wrapper/, /--small-text-until/, /error-summary__body/, /button-group/,
  /summary-list__actions-list-item/, /caption--(xl|l|m)/, /frontend-supported/,
];

export const trim = () => ({
  postcssPlugin: 'trim',
  Once(root) {
    root.walkAtRules(rule => {
      if (rule.name === 'charset') rule.remove();
      else if (rule.name === 'supports' && /caret-color|text-wrap/.test(rule.params)) rule.remove();
      else if (rule.name === 'supports' && /-ms-ime/.test(rule.params)) rule.replaceWith(rule.nodes);
      else if (rule.name === 'media' && /\\0/.test(rule.params)) rule.remove();
      else rule.params = rule.params.replace(/, \(-ms-high-contrast: active\)/, '');
    });
    root.walkRules(rule => {
      rule.selector = rule.selector.replace(/:not\(\.govuk-[\w-]+--(m|l|xl)\)/g, '');
      rule.selectors = rule.selectors.filter(selector => !unused.some(pattern => pattern.test(selector)));
      if (rule.selector === '') rule.remove();
    });
    root.walkDecls(declaration => {
      if (/^-(webkit|moz)-(font-smoothing|osx)|frontend-version|--govuk-breakpoint/.test(declaration.prop)) declaration.remove();
    });
  },
});
