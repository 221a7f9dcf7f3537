using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Entente.Shared.Data;

/// <summary>Closes the keys before they are stored. The framework makes the opener itself, from the name it stored.</summary>
public sealed class KeySeal(InstallationSecret secret) : IXmlEncryptor
{
    internal const string Purpose = "framework keys";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var box = new Sealed(secret, Purpose).Close(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Purpose);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(box)), typeof(KeyOpener));
    }
}

public sealed class KeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(new Sealed(services.GetRequiredService<InstallationSecret>(), KeySeal.Purpose)
            .Open(Convert.FromBase64String(encryptedElement.Value), KeySeal.Purpose)));
}
