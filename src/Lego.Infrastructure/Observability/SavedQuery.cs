namespace Lego.Infrastructure.Observability;

/// <summary>A query of CloudWatch Logs Insights that is kept under a name.</summary>
/// <param name="Name">What comes after the stage's folder.</param>
/// <param name="Text">The query.</param>
/// <param name="WithAccessLog">Whether it reads the API's access lines beside the functions' lines.</param>
internal sealed record SavedQuery(string Name, string Text, bool WithAccessLog = false);
