#!/bin/sh
# The second phase: gives the action group ag-kill a function key of its own, and deploys kill.bicep. Run it after the code is
# deployed, and again to rotate the key: infra/wire-kill.sh RESOURCE_GROUP ag-kill-2
#
# HEARTBEAT_QUERY, HEARTBEAT_TARGET and HEARTBEAT_MINUTES (default 5) make the rule bot-heartbeat-missing; without them no rule
# kills. RUNBOOK_URL is what the rule's mail links to. Needs the Azure CLI, signed in.
set -eu

group=${1:-${AZURE_RESOURCE_GROUP:?name the resource group: infra/wire-kill.sh RESOURCE_GROUP}}
: "${RUNBOOK_URL:?is not set: where the runbook can be read}"
function=CancelOrdersOnAlert
pause=${CHECK_PAUSE:-15}
if [ -n "${AZURE_SUBSCRIPTION_ID:-}" ]; then
  subscription="--subscription $AZURE_SUBSCRIPTION_ID"
else
  subscription=
fi

# shellcheck disable=SC2086 # two words, or none
ask() { az "$@" $subscription; }

app=$(ask functionapp list --resource-group "$group" --query '[0].name' --output tsv)
[ -n "$app" ] || { echo "$group has no function app" >&2; exit 1; }

# A rotation outlives the next deployment: without a name, the one in use stays.
used=$(ask resource list --resource-group "$group" --resource-type Microsoft.Insights/actionGroups --query "[?name=='ag-kill'].id" --output tsv)
if [ -n "${2:-}" ]; then
  key=$2
elif [ -n "$used" ]; then
  key=$(ask monitor action-group show --resource-group "$group" --name ag-kill --query 'azureFunctionReceivers[0].name' --output tsv)
else
  key=ag-kill
fi

# The host answers for its keys once it runs and reaches its storage; right after a deployment that can take minutes. A key
# that is there is kept: a new value would cut off the action group until it is deployed.
has_key() {
  ask functionapp function keys list --resource-group "$group" --name "$app" --function-name "$function" \
    --query "keys(properties || @)" --output tsv 2> /dev/null
}

tries=0
until keys=$(has_key); do
  tries=$((tries + 1))
  [ "$tries" -lt 20 ] || { echo "$app did not list the keys of $function: is the code deployed, and does the host run?" >&2; exit 1; }
  echo "waiting for the host of $app"
  sleep "$pause"
done

if ! printf '%s\n' "$keys" | tr '\t' '\n' | grep -qx -- "$key"; then
  # No value given: the host makes one. Not printed.
  ask functionapp function keys set --resource-group "$group" --name "$app" --function-name "$function" --key-name "$key" --output none
fi

ask deployment group create --resource-group "$group" --name wire-kill --template-file "$(dirname "$0")/kill.bicep" --output none \
  --parameters token="${app#func-}" keyName="$key" runbookUrl="$RUNBOOK_URL" heartbeatQuery="${HEARTBEAT_QUERY:-}" \
  heartbeatTarget="${HEARTBEAT_TARGET:-}" heartbeatMinutes="${HEARTBEAT_MINUTES:-5}"

echo "ag-kill calls $function with the key $key"
if [ -z "${HEARTBEAT_QUERY:-}" ]; then
  echo "no heartbeat query was given: no rule uses ag-kill, unless you made one"
fi
