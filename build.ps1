#!/usr/bin/env pwsh
# The door to the build on Windows: ./build.ps1 TARGET [options]. The targets are tasks of build.cake.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
# Packages are what the committed locks say, or nothing is built; ./build.ps1 lock writes them anew.
$env:LockedRestore = 'true'

$target = if ($args.Count -gt 0) { $args[0] } else { 'help' }
$rest = if ($args.Count -gt 1) { $args[1..($args.Count - 1)] } else { @() }

dotnet tool restore --verbosity quiet | Out-Null
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$hosts = @{ run = 'Lego.LocalHost'; console = 'Lego.TraceConsole' }
if ($hosts.ContainsKey($target)) {
    $prepare = if ($target -eq 'run') { 'prepare-run' } else { 'build' }
    dotnet cake build.cake --target=$prepare --verbosity=normal
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    dotnet "artifacts/bin/$($hosts[$target])/release/$($hosts[$target]).dll" @rest
}
elseif ($target -eq 'demo') {
    dotnet cake build.cake --target=build --verbosity=normal
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    dotnet artifacts/bin/Lego.LocalHost/release/Lego.LocalHost.dll demo @rest
}
elseif ($target -in 'verify', 'cost') {
    dotnet cake build.cake --target=build-operations --verbosity=normal
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    dotnet artifacts/bin/Lego.Operations/release/Lego.Operations.dll $target @rest
}
elseif ($target -in 'audit', 'secrets') {
    dotnet cake build.cake --target=build-deployment --verbosity=normal
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    dotnet artifacts/bin/Lego.Deployment/release/Lego.Deployment.dll $target @rest
}
else {
    dotnet cake build.cake --target=$target --verbosity=normal @rest
}
exit $LASTEXITCODE
