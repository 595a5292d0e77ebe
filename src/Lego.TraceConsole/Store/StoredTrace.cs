using System.Text.Json;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Store;

/// <summary>A trace with the documents it was built from, in the order they came.</summary>
public sealed record StoredTrace(Trace Trace, IReadOnlyList<JsonElement> Documents, bool LimitExceeded);
