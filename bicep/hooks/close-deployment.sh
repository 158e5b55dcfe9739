#!/bin/sh
# Closed again, also where nothing was open.
set -eu
az functionapp config access-restriction remove --only-show-errors --output none \
  --resource-group "$AZURE_RESOURCE_GROUP" --name "$SERVICE_API_NAME" --scm-site true \
  --rule-name deploys-now || true
left=$(az functionapp config access-restriction show --only-show-errors \
  --resource-group "$AZURE_RESOURCE_GROUP" --name "$SERVICE_API_NAME" \
  --query "length(scmIpSecurityRestrictions[?name=='deploys-now'])" --output tsv)
[ "$left" = 0 ] || { echo "the deployment site is still open" >&2; exit 1; }
