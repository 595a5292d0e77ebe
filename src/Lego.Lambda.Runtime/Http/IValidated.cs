namespace Lego.Lambda.Runtime.Http;

/// <summary>A request type that has rules.</summary>
public interface IValidated
{
    /// <summary>Tells which rules the request breaks; all of them, so that a caller mends them in one go.</summary>
    void Validate(Validation validation);
}
