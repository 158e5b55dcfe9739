# azd reads bicep/main.parameters.json: it becomes that of the environment, with the places where azd puts secrets that
# were set for this run. They stand in no file that is kept.
$ErrorActionPreference = 'Stop'
$places = '"parameters": { "mailApiKey": { "value": "${MAIL_API_KEY=}" }, "smsAuthToken": { "value": "${SMS_AUTH_TOKEN=}" }, "operatorCode": { "value": "${OPERATOR_CODE=}" },'
(Get-Content -Raw "bicep/parameters/$env:AZURE_ENV_NAME.json").Replace('"parameters": {', $places) | Set-Content -NoNewline bicep/main.parameters.json
