// Around Swagger UI, and over it where its colours are too faint (WCAG 1.4.3) or its targets too small (2.5.8).
export const style = `
:root{color-scheme:light;font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
body{margin:0;color:#1b2226;background:#fff}
.docs-bar{padding:.75rem 1rem;background:#0b4f6c;color:#fff}
.docs-bar a{color:#fff;padding:.5rem 0;display:inline-block;margin-right:1.5rem}
.docs-lead{max-width:1460px;margin:0 auto;padding:1rem 20px 0}
.docs-lead h1{margin:.5rem 0;font-size:1.75rem}
.docs-lead p{max-width:48rem}
.docs-lead a{color:#0b4f6c}
.swagger-ui .info__license,.swagger-ui .topbar{display:none}
.swagger-ui .info .title small{background:#3f4b52}
.swagger-ui .info .title small.version-stamp{background:#33600a}
.swagger-ui .info a,.swagger-ui .info .link,.swagger-ui .url,.swagger-ui a.nostyle,.swagger-ui .model-box a{color:#0b4f6c}
.swagger-ui .btn.authorize,.swagger-ui .btn.authorize span{color:#0b5a32;border-color:#0b5a32}
.swagger-ui .btn.authorize svg{fill:#0b5a32}
.swagger-ui .btn.cancel{color:#9b1c1c;border-color:#9b1c1c;background:#fff}
.swagger-ui .btn.execute{background:#0b4f8a;border-color:#0b4f8a}
.swagger-ui .opblock.opblock-get .opblock-summary-method{background:#0b4f8a}
.swagger-ui .opblock.opblock-post .opblock-summary-method{background:#0b5a32}
.swagger-ui .opblock.opblock-put .opblock-summary-method{background:#7a4100}
.swagger-ui .opblock.opblock-patch .opblock-summary-method{background:#0a5c50}
.swagger-ui .opblock.opblock-delete .opblock-summary-method{background:#9b1c1c}
.swagger-ui .parameter__in,.swagger-ui .parameter__extension,.swagger-ui .prop-format,.swagger-ui .response-control-media-type__accept-message,
.swagger-ui .response-col_links,.swagger-ui .tab li,.swagger-ui section.models h4 span,.swagger-ui .parameter__type,
.swagger-ui .json-schema-2020-12__attribute,.swagger-ui .json-schema-2020-12__attribute--primary,.swagger-ui .prop-type{color:#3f4b52}
.swagger-ui .parameter__name.required:after,.swagger-ui .parameter__name.required span,.swagger-ui .response-control-media-type__accept-message{color:#7c1616}
.swagger-ui .response-control-media-type--accept-controller select{border-color:#0b5a32}
.swagger-ui .tab li button.tablinks,.swagger-ui .opblock .opblock-section-header>label{color:#1b2226}
.swagger-ui .microlight,.swagger-ui .highlight-code pre,.swagger-ui .highlight-code code{background:#1b2226!important}
.swagger-ui .highlight-code span,.swagger-ui .microlight span{color:#fff!important}
.swagger-ui .opblock-summary-control,.swagger-ui .opblock-tag,.swagger-ui button,.swagger-ui select,.swagger-ui .opblock-summary .authorization__btn{min-height:24px;min-width:24px}
.swagger-ui .copy-to-clipboard,.swagger-ui .opblock-summary .view-line-link{min-width:24px;min-height:24px}
:focus-visible{outline:3px solid #1b2226!important;outline-offset:0;box-shadow:0 0 0 6px #ffbf47!important}
`
