// Starts Swagger UI on this instance's own document. Nothing leaves the instance: no validator, no remembered token.
export const start = `
window.addEventListener('load', () => {
  SwaggerUIBundle({
    url: '/api/v1/openapi.json',
    dom_id: '#swagger-ui',
    deepLinking: false,
    docExpansion: 'none',
    defaultModelsExpandDepth: 0,
    filter: true,
    tryItOutEnabled: true,
    persistAuthorization: false,
    validatorUrl: null,
    onComplete: () => mend(document.getElementById('swagger-ui')),
  })
})

/* What Swagger UI leaves without a name or a place in the page, for whoever does not see it. */
const regions = [
  ['.information-container', 'The document'],
  ['.scheme-container', 'Server and credentials'],
  ['.filter-container', 'Filter'],
]
const levels = [['h1', '2'], ['h3.opblock-tag', '2'], ['h4', '3'], ['h5', '4']]
function mend(root) {
  const set = (selector, name, value) => {
    for (const element of root.querySelectorAll(selector + ':not([' + name + '])')) element.setAttribute(name, value)
  }
  const all = () => {
    set('select', 'aria-label', 'Choose a value')
    set('input.operation-filter-input', 'aria-label', 'Show only groups whose name has')
    for (const [part, words] of regions) {
      set(part, 'role', 'region')
      set(part, 'aria-label', words)
    }
    set('pre.microlight, .highlight-code pre', 'tabindex', '0')
    for (const [heading, level] of levels) set(heading, 'aria-level', level)
  }
  new MutationObserver(all).observe(root, { childList: true, subtree: true })
  all()
}
`
