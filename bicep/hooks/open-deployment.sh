#!/bin/sh
# The deployment site answers nobody but the one address that deploys, and only while it does.
set -eu
: "${INDSIGT_DEPLOY_FROM:?say by which address this machine reaches the internet, as in docs/deploy.md}"
az functionapp config access-restriction add --only-show-errors --output none \
  --resource-group "$AZURE_RESOURCE_GROUP" --name "$SERVICE_API_NAME" --scm-site true \
  --rule-name deploys-now --action Allow --priority 100 --ip-address "$INDSIGT_DEPLOY_FROM/32"
