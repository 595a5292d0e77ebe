namespace Lego.LocalHost.Gateway;

/// <summary>Why the gateway answers in the function's place.</summary>
internal enum Refusal
{
    Throttled,
    NoRoute,
    Unauthorized,
    TooLarge,
    FunctionFailed,
    TimedOut,
}
