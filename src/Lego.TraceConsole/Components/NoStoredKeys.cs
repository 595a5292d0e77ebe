using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Lego.TraceConsole.Components;

/// <summary>Razor components bring data protection along; no page uses it, so its keys must not land in somebody's home folder.</summary>
internal sealed class NoStoredKeys : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [];

    public void StoreElement(XElement element, string friendlyName)
    {
    }
}
