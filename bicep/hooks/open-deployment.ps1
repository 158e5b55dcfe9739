# The deployment site answers nobody but the one address that deploys, and only while it does.
$ErrorActionPreference = 'Stop'
if (-not $env:INDSIGT_DEPLOY_FROM) { throw 'INDSIGT_DEPLOY_FROM: say by which address this machine reaches the internet, as in docs/deploy.md' }
az functionapp config access-restriction add --only-show-errors --output none `
  --resource-group $env:AZURE_RESOURCE_GROUP --name $env:SERVICE_API_NAME --scm-site true `
  --rule-name deploys-now --action Allow --priority 100 --ip-address "$env:INDSIGT_DEPLOY_FROM/32"
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
