namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Marks a request type that is bound from the route and a JSON body, which is then required. Other request types are bound from the
/// route and the query string.
/// </summary>
public interface IJsonBody;
