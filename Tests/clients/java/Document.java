// The certified document about this citizen, beside the message (MTOM). With JAX-WS (package jaxws), from the WSDL the server publishes.
//
//   wsimport https://…/zaakloket/VorderingenService?wsdl
//   javac -cp '/usr/share/jaxws/lib/*:.' Document.java
//   java -cp '/usr/share/jaxws/lib/*:.' -Djavax.net.ssl.trustStore=… -Djavax.net.ssl.keyStore=… Document WSDL BSN REFERENCE FILE

import blauwbrug.contract.zaakloket.*;
import example.zaakloket.diensten.vorderingen._2019._03.*;
import example.zaakloket.typen.persoon.*;
import java.net.URL;
import java.nio.file.*;
import javax.xml.ws.soap.MTOMFeature;

public class Document {
    public static void main(String[] words) throws Exception {
        SchuldenoverzichtPortType port = new Schuldenoverzicht(new URL(words[0])).getSoap11(new MTOMFeature());

        NummerType number = new NummerType();
        number.setSoort("BSN");
        number.setValue(words[1]);
        IdentificatieType identity = new IdentificatieType();
        identity.setNummer(number);
        PersoonType person = new PersoonType();
        person.setIdentificatie(identity);
        VerzoekType request = new VerzoekType();
        request.setAdministratie("0999");
        request.setKenmerk(words[2]);
        request.setUitvoer("pdf");
        request.setPersoon(person);
        VraagOpenstaandePosten question = new VraagOpenstaandePosten();
        question.setVerzoek(request);

        VraagOpenstaandePostenResultType answer = port.vraagSchuldenoverzicht(question).getVraagOpenstaandePostenResult();
        Files.write(Paths.get(words[3]), answer.getDocument());
        System.out.println(answer.getDocumentnummer());
    }
}
