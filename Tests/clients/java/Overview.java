// Which debts does this citizen have? With JAX-WS (package jaxws), from the WSDL the server publishes.
//
//   wsimport https://…/soap/schuldenoverzicht?wsdl
//   javac -cp '/usr/share/jaxws/lib/*:.' Overview.java
//   java -cp '/usr/share/jaxws/lib/*:.' -Djavax.net.ssl.trustStore=… -Djavax.net.ssl.keyStore=… Overview WSDL BSN

import blauwbrug.contract.soap.*;
import example.voorbeeld.koppelvlak.bk0100.*;
import java.net.URL;
import nl.egem.stuf.stuf0301.*;

public class Overview {
    public static void main(String[] words) throws Exception {
        SchuldenoverzichtPortType port = new Schuldenoverzicht(new URL(words[0])).getSoap11();

        StuurgegevensType head = new StuurgegevensType();
        head.setBerichtcode("Di02");
        head.setFunctie("geefSchuldenoverzicht");
        PersoonType person = new PersoonType();
        person.setEntiteittype("NPS");
        person.setFunctie("selectie");
        person.setInpBsn(words[1]);
        GeefSchuldenoverzichtDi02 question = new GeefSchuldenoverzichtDi02();
        question.setStuurgegevens(head);
        question.setPersoon(person);

        try {
            long total = 0;
            for (DocumentType document : port.vraagSchuldenoverzicht(question).getDocument()) {
                for (FinancieleZaakType zaak : document.getBody().getFinancieleZaken().getFinancieleZaak()) {
                    System.out.println(zaak.getZaakkenmerk() + " " + zaak.getSaldo());
                    total += zaak.getSaldo();
                }
            }
            System.out.println("saldo " + total);
        } catch (Fout refused) {
            var body = refused.getFaultInfo().getBody();
            System.out.println("fault " + body.getPlek() + "\ntext " + refused.getMessage());
            System.out.println("stuf " + body.getCode() + "\ndetails " + body.getDetails());
            System.exit(1);
        }
    }
}
