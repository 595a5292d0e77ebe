namespace Lego.Lambda.Runtime.Http;

/// <summary>A handler that knows <see cref="MalformedEvent"/>; for any other one a malformed event stays an exception.</summary>
internal interface IAnswersMalformedEvents;
