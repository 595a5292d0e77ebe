namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>The characters behind the fixed beginning of a service's token.</summary>
internal enum TokenAlphabet
{
    /// <summary>Letters and digits.</summary>
    Alphanumeric,

    /// <summary>Letters, digits, underscore and hyphen.</summary>
    Base64Url,

    /// <summary>As base64url, with dots and slashes between parts.</summary>
    Joined,

    /// <summary>The alphabet of base64, of either kind.</summary>
    Base64,
}
