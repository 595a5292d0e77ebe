using Lego.Functions;

namespace Lego.LocalHost.Gateway;

/// <summary>A route that fits a request, with the decoded values of its parameters.</summary>
public sealed record RouteMatch(FunctionDefinition Function, IReadOnlyDictionary<string, string> Parameters, string Specificity);
