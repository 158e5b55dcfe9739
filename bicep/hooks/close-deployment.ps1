# Closed again, also where nothing was open.
$where = @('--resource-group', $env:AZURE_RESOURCE_GROUP, '--name', $env:SERVICE_API_NAME)
az functionapp config access-restriction remove --only-show-errors --output none @where --scm-site true --rule-name deploys-now
$left = az functionapp config access-restriction show --only-show-errors @where `
  --query "length(scmIpSecurityRestrictions[?name=='deploys-now'])" --output tsv
if ($left -ne '0') { throw 'the deployment site is still open' }
exit 0
