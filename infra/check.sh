#!/bin/sh
# After a deployment: all functions are listed, the host has no fault in one of them (as it has when a schedule is none), and
# readiness answers. Not ready is said and does not fail: the first deployment has no exchange keys yet.
#   infra/check.sh RESOURCE_GROUP
# Needs the Azure CLI, signed in, and curl.
set -eu

group=${1:-${AZURE_RESOURCE_GROUP:?name the resource group: infra/check.sh RESOURCE_GROUP}}
functions='CancelOrders CancelOrdersOnAlert CancelOrdersOnSchedule CancelTarget Console Drill ListKills ListTargets Readiness ReleaseKill ResumeKills TestNotifications'
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
id=$(ask functionapp show --resource-group "$group" --name "$app" --query id --output tsv)

missing() {
  listed=$(ask functionapp function list --resource-group "$group" --name "$app" --query '[].name' --output tsv 2> /dev/null | sed 's|.*/||' | tr '\n\r' '  ')
  for function in $functions; do
    case " $listed " in *" $function "*) ;; *) printf '%s ' "$function" ;; esac
  done
}

# Right after a deployment the list can be empty, and stay so until the triggers are synchronised.
tries=0
while left=$(missing) && [ -n "$left" ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 20 ] || { echo "$app does not list ${left% }: deploy again, and look at FunctionAppLogs in the workspace" >&2; exit 1; }
  echo "waiting for ${left% } of $app"
  az rest --method post --url "$id/syncfunctiontriggers?api-version=2025-03-01" --output none 2> /dev/null || true
  sleep "$pause"
done

faulty=
for function in $functions; do
  if errors=$(az rest --method get --url "$id/hostruntime/admin/functions/$function/status?api-version=2025-03-01" --query 'errors' --output tsv 2> /dev/null); then
    [ -z "$errors" ] || { echo "$function does not run: $errors" >&2; faulty=yes; }
  else
    echo "the host did not say how $function is"
  fi
done
[ -z "$faulty" ] || exit 1

host=$(ask functionapp show --resource-group "$group" --name "$app" --query defaultHostName --output tsv)
echo "the page to kill from: https://$host/api/console"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
tries=0
while :; do
  key=$(ask functionapp function keys list --resource-group "$group" --name "$app" --function-name Readiness --query 'default || properties.default' --output tsv 2> /dev/null) || key=
  # The key goes in by a pipe: what stands on a command line is seen by others.
  status=$(printf 'header = "x-functions-key: %s"\n' "$key" | curl --silent --max-time 30 --config - --output "$answer" --write-out '%{http_code}' "https://$host/api/readiness") || status=none
  case $status in
    200) echo "$app is ready: a kill would work"; exit 0 ;;
    503) if grep -q '"ready":false' "$answer"; then
        echo "WARNING: $app runs, and a kill would not work now:"
        cat "$answer"
        echo
        exit 0
      fi ;;
  esac
  tries=$((tries + 1))
  [ "$tries" -lt 20 ] || { echo "readiness of $app does not answer (status $status)" >&2; exit 1; }
  echo "waiting for readiness of $app (status $status)"
  sleep "$pause"
done
