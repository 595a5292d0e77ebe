using System.Xml;
using Lego.LocalHost.Embedded.ObjectStore.Http;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The one account there is.</summary>
internal static class Owner
{
    public static void Write(XmlWriter xml, string element)
    {
        xml.WriteStartElement(element);
        xml.Text("ID", "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a");
        xml.Text("DisplayName", "local");
        xml.WriteEndElement();
    }
}
