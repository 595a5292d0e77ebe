namespace Lego.Deployment.Bom;

/// <summary>How a package states its license.</summary>
internal enum LicenseKind
{
    /// <summary>By an SPDX expression.</summary>
    Expression,

    /// <summary>By the name of a text within the package.</summary>
    File,

    /// <summary>By the address of a text.</summary>
    Address,
}
