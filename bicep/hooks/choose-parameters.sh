#!/bin/sh
# azd reads bicep/main.parameters.json: it becomes that of the environment, with the places where azd puts secrets that
# were set for this run. They stand in no file that is kept.
set -eu
sed 's/"parameters": {/"parameters": { "mailApiKey": { "value": "${MAIL_API_KEY=}" }, "smsAuthToken": { "value": "${SMS_AUTH_TOKEN=}" }, "operatorCode": { "value": "${OPERATOR_CODE=}" },/' \
  "bicep/parameters/$AZURE_ENV_NAME.json" >bicep/main.parameters.json.new
mv bicep/main.parameters.json.new bicep/main.parameters.json
