using Amazon.CDK;
using Lego.Infrastructure;
using Lego.Infrastructure.Stages;

var folder = Path.Combine(AppContext.BaseDirectory, "stages");
foreach (var stage in StageSettingsFile.List(folder))
{
    var app = new App(new AppProps { Outdir = Path.Combine("artifacts", "cdk", stage) });
    LegoApp.Add(app, StageSettingsFile.Load(folder, stage), "artifacts/package");
    app.Synth();
}
